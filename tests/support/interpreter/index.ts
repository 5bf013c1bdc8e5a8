export { interpret } from "./interpret.ts";
export { type FloatTensor, toFloat } from "./tensor.ts";
