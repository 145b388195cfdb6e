/** What gzip packed, unpacked: for browsers that cannot do it themselves (`DecompressionStream`), by RFC 1951 and 1952. */

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const HEADER = 10; // bytes before the data, where no name and no comment is given

/** The codes of symbols, by their lengths in bits: how many codes are of each length, and the symbols in order. */
function codes(lengths) {
  const counts = Array(16).fill(0);
  for (const length of lengths) counts[length] += 1;
  counts[0] = 0;
  const symbols = [...lengths.keys()].filter((symbol) => lengths[symbol] > 0).sort((one, other) => lengths[one] - lengths[other] || one - other);
  return { counts, symbols };
}

/** The bytes that stand in a gzip file of one member without name and comment, as the index has it. */
export function inflate(data) {
  let at = HEADER * 8;
  const out = [];
  const bits = (count) => {
    let value = 0;
    for (let bit = 0; bit < count; bit += 1, at += 1) value |= ((data[at >> 3] >> (at & 7)) & 1) << bit;
    return value;
  };
  const symbol = ({ counts, symbols }) => {
    let [code, first, index] = [0, 0, 0];
    for (let length = 1; length < counts.length; length += 1) {
      code |= bits(1);
      if (code - first < counts[length]) return symbols[index + code - first];
      index += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw new Error("the index is garbled");
  };
  const tables = (kind) => {
    if (kind === 1) return [codes(Array.from({ length: 288 }, (_, one) => (one < 144 ? 8 : one < 256 ? 9 : one < 280 ? 7 : 8))), codes(Array(30).fill(5))];
    const [literals, distances, used] = [bits(5) + 257, bits(5) + 1, bits(4) + 4];
    const own = Array(19).fill(0);
    for (const place of ORDER.slice(0, used)) own[place] = bits(3);
    const table = codes(own);
    const lengths = [];
    while (lengths.length < literals + distances) {
      const one = symbol(table);
      if (one < 16) lengths.push(one);
      else if (one === 16) lengths.push(...Array(bits(2) + 3).fill(lengths.at(-1)));
      else lengths.push(...Array(one === 17 ? bits(3) + 3 : bits(7) + 11).fill(0));
    }
    return [codes(lengths.slice(0, literals)), codes(lengths.slice(literals))];
  };
  for (let last = 0; !last; ) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) {
      const start = (at + 7) >> 3;
      const length = data[start] | (data[start + 1] << 8);
      for (const byte of data.subarray(start + 4, start + 4 + length)) out.push(byte);
      at = (start + 4 + length) * 8;
      continue;
    }
    const [literals, distances] = tables(kind);
    for (let one = symbol(literals); one !== 256; one = symbol(literals)) {
      if (one < 256) out.push(one);
      else {
        const length = LENGTHS[one - 257] + bits(LENGTH_BITS[one - 257]);
        const far = symbol(distances);
        const back = out.length - DISTANCES[far] - bits(far < 2 ? 0 : (far >> 1) - 1);
        for (let step = 0; step < length; step += 1) out.push(out[back + step]);
      }
    }
  }
  return Uint8Array.from(out);
}
