export { blockedOperators } from "./blocked.ts";
export { interpret } from "./interpret.ts";
export { type FloatTensor, toFloat } from "./tensor.ts";
