export { type Differentiated, differentiate, pullback } from "./differentiate.ts";
