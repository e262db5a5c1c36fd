/**
 * Where to go after signing in: the kept address, if it is one of this site. Anything else (another host,
 * a protocol-relative address, this very page) leads to the overview.
 */
export function after_signing_in(url: URL): string {
  const wanted = url.searchParams.get('tiep') ?? '/';
  if (!/^\/(?![/\\])/.test(wanted)) return '/';
  const target = new URL(wanted, url.origin);
  if (target.origin !== url.origin || /^\/(dang-nhap|vao)(\/|$)/.test(target.pathname)) return '/';
  return target.pathname + target.search + target.hash;
}
