/**
 * Live numbers: one stream of server-sent events for all tabs of a browser, because HTTP/1.1 allows only six
 * connections. The tab that holds the lock reads the stream and tells the others. While no stream stands, every
 * tab asks again once a minute.
 */
import type { QueryClient } from '@tanstack/svelte-query';
import type { Cockpit } from '#api/shapes.ts';
import { stale_after_change, stale_after_score, keys } from './keys.ts';

interface ScoreMessage {
  year: number;
  points: string;
  earned: string;
  as_of: string;
  /** Codes of criteria that moved; all may have when it is absent. */
  changed?: string[];
}
interface ChangedMessage {
  kind: string;
  id: string;
}
type Message =
  | { event: 'score'; data: ScoreMessage }
  | { event: 'changed'; data: ChangedMessage }
  | { event: 'standing'; data: boolean };

const POLL_MS = 60_000;
const SETTLE_MS = 4000;
const REOPEN_MS = [1000, 2000, 5000, 10_000, 30_000];

let heard = false;

/** Whether numbers arrive by themselves at this moment. */
export const live = $state({ standing: false });

function apply(client: QueryClient, message: Message): void {
  if (message.event === 'standing') {
    const before = live.standing;
    live.standing = message.data;
    // Whatever happened while nothing was heard; the first time that is the moment in which the page itself was fetched.
    if (message.data && !before) {
      if (heard) void client.invalidateQueries();
      else setTimeout(() => void client.invalidateQueries(), SETTLE_MS);
      heard = true;
    }
    return;
  }
  if (message.event === 'score') {
    const { year, points, as_of, changed } = message.data;
    client.setQueryData<Cockpit>(keys.cockpit(year), (kept) =>
      kept ? { ...kept, as_of, score: { ...kept.score, points } } : kept,
    );
    for (const queryKey of stale_after_score(changed)) void client.invalidateQueries({ queryKey: [...queryKey] });
    return;
  }
  for (const queryKey of stale_after_change(message.data.kind, message.data.id)) {
    void client.invalidateQueries({ queryKey: [...queryKey] });
  }
}

/** Opens the stream and keeps reopening it; returns how to stop. */
function read_stream(tell: (message: Message) => void): () => void {
  let stopped = false;
  let failures = 0;
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    if (stopped) return;
    source = new EventSource('/api/live');
    source.onopen = () => {
      failures = 0;
      tell({ event: 'standing', data: true });
    };
    source.addEventListener('score', (event) => tell({ event: 'score', data: JSON.parse(event.data) as ScoreMessage }));
    source.addEventListener('changed', (event) =>
      tell({ event: 'changed', data: JSON.parse(event.data) as ChangedMessage }),
    );
    source.onerror = () => {
      source?.close();
      tell({ event: 'standing', data: false });
      timer = setTimeout(open, REOPEN_MS[Math.min(failures++, REOPEN_MS.length - 1)]);
    };
  };
  open();
  return () => {
    stopped = true;
    clearTimeout(timer);
    source?.close();
  };
}

/** Starts listening for this tab; returns how to stop. */
export function listen(client: QueryClient): () => void {
  const poll = setInterval(() => {
    if (!live.standing) void client.invalidateQueries();
  }, POLL_MS);
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel('sen.live') : undefined;
  let stop_reading = () => {};
  let release = () => {};
  const tell = (message: Message) => {
    apply(client, message);
    channel?.postMessage(message);
  };
  if (channel && navigator.locks) {
    let leading = false;
    channel.onmessage = (event: MessageEvent<Message | 'who'>) => {
      if (event.data !== 'who') apply(client, event.data);
      else if (leading) channel.postMessage({ event: 'standing', data: live.standing } satisfies Message);
    };
    channel.postMessage('who');
    const leaving = new AbortController();
    void navigator.locks
      .request('sen.live', { signal: leaving.signal }, () => {
        leading = true;
        stop_reading = read_stream(tell);
        return new Promise<void>((resolve) => (release = resolve));
      })
      .catch(() => {
        // The page left before it was its turn to read.
      });
    release = () => leaving.abort();
  } else {
    stop_reading = read_stream((message) => apply(client, message));
  }
  return () => {
    clearInterval(poll);
    stop_reading();
    release();
    channel?.close();
    live.standing = false;
  };
}
