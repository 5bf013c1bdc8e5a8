import { expect, it } from "vitest";
import { duplicateKey } from "./json-keys.ts";

it.each([
  ['{"a":1,"b":2}', undefined],
  ['{"a":1,"b":2,"a":3}', "a"],
  ['{"a":{"b":1},"b":{"a":2}}', undefined],
  ['{"a":{"b":1 , "b" : 2}}', "b"],
  ['{"a":"a","b":["a","a",{"a":1}]}', undefined],
  ['{"a\\"b":1,"a\\"b":2}', 'a"b'],
  ['{"a":1,"\\u0061":2}', "a"],
  ['{"a":"{\\"b\\":1,\\"b\\":2}"}', undefined],
  ["{}", undefined],
])("in %s it is %s", (text, expected) => {
  expect(duplicateKey(text)).toBe(expected);
});
