/**
 * Which requests of the page failed: address and status, nothing else.
 *
 * The browser's own record tells of each `XMLHttpRequest`. Of a `fetch` it tells only once the whole body was read, which a
 * page that looks at `response.ok` alone never does, and failures are what is asked for. So `fetch` is heard through a
 * proxy around it, the only thing of the page that is ever replaced: it passes on what was given and what came, to the page
 * as if it were not there, and is taken away in the end. A request that the page itself cancels did not fail.
 */

export type HearFailure = (url: URL, status: number) => void;

const MAX_ENTRIES = 100;
const isFailure = (status: number) => status === 0 || status >= 400;

/** Answers how to end it. Whatever goes wrong in here is not heard, and never an error of the page. */
export function watchRequests(hear: HearFailure): () => void {
  const tell = (address: string, status: number) => {
    if (!isFailure(status)) return;
    try {
      hear(new URL(address, document.baseURI), status);
    } catch {
      // Not heard.
    }
  };
  const stopFetch = hearFetch(tell);
  const record = hearRecord(tell);
  return () => {
    stopFetch();
    record?.disconnect();
  };
}

type Tell = (address: string, status: number) => void;

function hearFetch(tell: Tell): () => void {
  const own = window.fetch;
  if (typeof own !== 'function') return () => undefined;
  let ended = false;
  const heard = new Proxy(own, {
    apply(target, self, args: unknown[]) {
      const answer: unknown = Reflect.apply(target, self, args);
      const address = addressOf(args[0]);
      // Something else than the browser's promise is the page's own, and stays what it is.
      if (ended || address === null || !(answer instanceof Promise)) return answer;
      // What is handed on is the promise that follows: a rejection that the page does not handle is still reported as such.
      return (answer as Promise<Response>).then(
        (response) => {
          tell(address, response.status);
          return response;
        },
        (error: unknown) => {
          if ((error as Partial<Error> | null)?.name !== 'AbortError') tell(address, 0);
          throw error;
        },
      );
    },
  });
  try {
    window.fetch = heard;
  } catch {
    // A page may have frozen it.
  }
  return () => {
    ended = true;
    // Whoever has put something around it meanwhile keeps that.
    if (window.fetch === heard) window.fetch = own;
  };
}

/** Null for what only the browser can make an address of. */
function addressOf(input: unknown): string | null {
  if (typeof input === 'string') return input;
  if (input instanceof URL) return input.href;
  return input instanceof Request ? input.url : null;
}

/** The browser's own record of requests; null where it does not say how they ended. */
function hearRecord(tell: Tell): PerformanceObserver | null {
  try {
    if (!('responseStatus' in PerformanceResourceTiming.prototype)) return null;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries().slice(-MAX_ENTRIES) as PerformanceResourceTiming[])
        if (entry.initiatorType === 'xmlhttprequest') tell(entry.name, entry.responseStatus);
    });
    observer.observe({ type: 'resource' });
    return observer;
  } catch {
    return null;
  }
}
