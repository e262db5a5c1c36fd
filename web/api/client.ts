/** The one way from the staff app to the server. */
import createClient from 'openapi-fetch';
import type { paths } from './paths.ts';

export interface FieldError {
  field: string;
  code: string;
  detail: string;
}

/** A problem document of the server, or the network's own failure (`code` = `network`). */
export class Problem extends Error {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly status: number;
  readonly errors: FieldError[];
  readonly trace_id: string;

  constructor(from: Partial<Problem> & { code: string }) {
    super(from.detail ?? from.title ?? from.code);
    this.code = from.code;
    this.title = from.title ?? '';
    this.detail = from.detail ?? '';
    this.status = from.status ?? 0;
    this.errors = from.errors ?? [];
    this.trace_id = from.trace_id ?? '';
  }

  get offline(): boolean {
    return this.code === 'network';
  }
}

/** What a failed call threw, as a Problem. */
export function problem_of(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem({ code: 'client', detail: String(error) });
}

/** Reads a problem document; an answer that is none (a proxy's page) keeps its status. */
async function read_problem(response: Response): Promise<Problem> {
  try {
    const body = (await response.json()) as Partial<Problem>;
    return new Problem({ ...body, code: body.code ?? `http.${response.status}`, status: response.status });
  } catch {
    return new Problem({ code: `http.${response.status}`, status: response.status });
  }
}

let language = 'vi';
/** The language of the server's sentences. */
export function speak(wanted: string): void {
  language = wanted;
}

async function send(request: Request): Promise<Response> {
  request.headers.set('Accept-Language', language);
  let response: Response;
  try {
    response = await fetch(request);
  } catch {
    throw new Problem({ code: 'network' });
  }
  if (!response.ok) throw await read_problem(response);
  return response;
}

export const client = createClient<paths>({ fetch: send });

/** The body of a successful call; failures have been thrown by `send`. */
export async function body_of<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

/** Sends a file's bytes as they are. */
export async function send_file<T>(path: string, file: File, key: string): Promise<T> {
  const response = await send(
    new Request(path, {
      method: 'POST',
      body: file,
      headers: {
        // One type for every upload, and a header that no foreign page can send without asking first.
        'Content-Type': 'application/octet-stream',
        'X-Sen': '1',
        'X-File-Name': encodeURIComponent(file.name),
        'Idempotency-Key': key,
      },
    }),
  );
  return (await response.json()) as T;
}

/** The name that an attachment comes with. */
export function file_name_of(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return encoded ? decodeURIComponent(encoded) : (/filename="([^"]+)"/i.exec(disposition ?? '')?.[1] ?? '');
}

/** Fetches an attachment, so that a refusal is a problem here and not a file on somebody's desk. */
export async function fetch_file(path: string): Promise<File> {
  const response = await send(new Request(path));
  return new File([await response.blob()], file_name_of(response.headers.get('Content-Disposition')) || 'sen');
}

/** A random UUID; `crypto.randomUUID` is missing on plain http in a local network. */
function random_uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/**
 * Idempotency keys of one form: the same content sent again, after a lost answer, keeps its key; changed
 * content gets a new one.
 */
export class Attempt {
  #content = '';
  #key = '';

  key(content: unknown): string {
    const text = JSON.stringify(content);
    if (text !== this.#content || this.#key === '') {
      this.#content = text;
      this.#key = random_uuid();
    }
    return this.#key;
  }

  /** After success: the next sending is another deed even with the same content. */
  done(): void {
    this.#key = '';
  }
}
