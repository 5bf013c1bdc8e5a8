/** What a JPEG says of itself before its pixels (ITU-T T.81, annex B): segments of a marker, a length and a content. */

const START_OF_IMAGE = 0xffd8;
const START_OF_SCAN = 0xffda;
const FILL = 0xffff; // any number of them may stand before a marker

/** Channels of its pixels: 1 grey, 3 colour, 4 ink; null where no frame header says one of these before the pixels. */
export function jpegChannels(jpeg: Uint8Array): 1 | 3 | 4 | null {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.length);
  if (jpeg.length < 2 || view.getUint16(0) !== START_OF_IMAGE) return null;
  for (let at = 2; at + 10 <= jpeg.length; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    if (isFrameHeader(marker)) return known(view.getUint8(at + 9)); // after length, precision, height and width
    if (marker >> 8 !== 0xff || marker === FILL || marker === START_OF_SCAN) return null;
  }
  return null;
}

/** SOF0 to SOF15; between them are DHT, JPG and DAC. */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xffc0 && marker <= 0xffcf && marker !== 0xffc4 && marker !== 0xffc8 && marker !== 0xffcc;

const known = (count: number): 1 | 3 | 4 | null => (count === 1 || count === 3 || count === 4 ? count : null);
