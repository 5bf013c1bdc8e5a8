/** The examples of RFC 3720, appendix B.4, and the check value of the catalogue of CRCs. */
import { expect, test } from "vitest";
import { crc32c } from "./crc32c.ts";

test.each([
  ["32 bytes of zeroes", new Uint8Array(32), 0x8a9136aa],
  ["32 bytes of ones", new Uint8Array(32).fill(255), 0x62a8ab43],
  ["0 to 31", Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
  ["31 to 0", Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
  [
    "an iSCSI read command",
    Buffer.from(
      "01c000000000000000000000000000001400000000000400000000140000001828000000000000000200000000000000",
      "hex",
    ),
    0xd9963a56,
  ],
  ["123456789", Buffer.from("123456789"), 0xe3069283],
  ["nothing", new Uint8Array(0), 0],
])("%s", (_, bytes, expected) => {
  expect(crc32c(bytes)).toBe(expected);
});
