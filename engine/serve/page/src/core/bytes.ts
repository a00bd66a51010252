// The server counts in bytes of UTF-8, the browser in UTF-16 units.

const encoder = new TextEncoder();

export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** The index in `text` of its byte `byte`; the end when there are fewer. */
export function indexOfByte(text: string, byte: number): number {
  let bytes = 0;
  let index = 0;
  for (const character of text) {
    if (bytes >= byte) return index;
    bytes += byteLength(character);
    index += character.length;
  }
  return index;
}

/** The index in `text` of its code point `column`, counted from 1, as diagnostics count. */
export function indexOfColumn(text: string, column: number): number {
  let index = 0;
  let seen = 1;
  for (const character of text) {
    if (seen >= column) break;
    seen += 1;
    index += character.length;
  }
  return index;
}
