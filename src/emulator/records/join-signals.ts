/** A signal that follows several others for as long as it is held. */
export interface JoinedSignal extends Disposable {
  readonly signal: AbortSignal;
}

// `AbortSignal.any` keeps an entry per call in sources that live as long as the emulator; a day has many calls.
export function joinSignals(...sources: readonly (AbortSignal | undefined)[]): JoinedSignal {
  const joined = new AbortController();
  const undo: (() => void)[] = [];
  for (const source of sources) {
    if (!source) continue;
    if (source.aborted) joined.abort(source.reason);
    const abort = (): void => joined.abort(source.reason);
    source.addEventListener('abort', abort);
    undo.push(() => source.removeEventListener('abort', abort));
  }
  return {
    signal: joined.signal,
    [Symbol.dispose]: () => {
      for (const one of undo) one();
    },
  };
}
