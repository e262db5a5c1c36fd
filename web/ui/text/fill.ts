/** How a text of the catalogue takes its arguments. */
export type Arguments = Record<string, string | number>;

/**
 * Puts arguments into a text: `{name}` is replaced, `{n|task|tasks}` chooses by whether argument `n` is 1.
 * An argument that was not given stays visible, so that the gap is seen in a test.
 */
export function fill(text: string, given: Arguments): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = given[name];
    if (value === undefined) return whole;
    return one === undefined ? String(value) : Number(value) === 1 ? one : (many ?? '');
  });
}

/** `{a: {b: 'x'}}` → `{'a.b': 'x'}`. */
export function flattened(texts: object, prefix = '', into: Record<string, string> = {}): Record<string, string> {
  for (const [name, value] of Object.entries(texts)) {
    if (typeof value === 'string') into[prefix + name] = value;
    else flattened(value as object, `${prefix}${name}.`, into);
  }
  return into;
}
