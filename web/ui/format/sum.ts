/** Sums of decimal strings, exactly. */
const SCALE = 10n ** 6n;

/** A decimal string in millionths; undefined when it is none. */
export function millionths(text: string): bigint | undefined {
  const found = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text);
  if (!found) return undefined;
  const value = BigInt(found[2]!) * SCALE + BigInt((found[3] ?? '').padEnd(6, '0') || '0');
  return found[1] ? -value : value;
}

/** The exact sum of decimal strings, without trailing zeros. */
export function sum(values: string[]): string {
  const total = values.reduce((all, value) => all + (millionths(value) ?? 0n), 0n);
  const digits = (total < 0n ? -total : total).toString().padStart(7, '0');
  const text = `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, '');
  return total < 0n ? `-${text}` : text;
}
