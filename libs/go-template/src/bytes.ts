const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The characters of a text, by code point. */
export const characters = (text: string): string[] => Array.from(text);

/** How long a text is to Go: in bytes of UTF-8. */
export const byteLength = (text: string): number => encoder.encode(text).length;

/** Cuts a text as Go does, between bytes; half a character becomes a replacement character. */
export const byteSlice = (text: string, from: number, to: number): string => decoder.decode(encoder.encode(text).subarray(from, to));
