export { type InterpretOptions, interpret } from "./interpret.ts";
export { Call, type Operator, type Operators } from "./operator.ts";
export { type FloatTensor, toFloat } from "./tensor.ts";
