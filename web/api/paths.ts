/** Every route of the server's OpenAPI document. */
export type { paths } from './schema.ts';
