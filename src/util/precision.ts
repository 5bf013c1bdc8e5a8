/** Of a smaller model. fp16: weights and what is computed in float16; int8: in integers of 8 bits. */
export const PRECISIONS = ["fp16", "int8"] as const;
export type Precision = (typeof PRECISIONS)[number];
