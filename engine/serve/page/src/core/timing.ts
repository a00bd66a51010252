/** Runs `work` once, `wait` ms after the last call. */
export function debounced(wait: number, work: () => void): { (): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const call = () => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  };
  call.cancel = () => clearTimeout(timer);
  return call;
}

export const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
