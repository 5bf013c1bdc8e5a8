/**
 * Runs over so many workers, in their order. Of runs that need the same prepared images the first one reads them alone, and the others wait until
 * they are there to be shared.
 */

export interface Job {
  /** What images it prepares: the same key, the same images. */
  readonly images: string;
  /** isRead: to be called once its images are there for others. */
  work(isRead: () => void): Promise<void>;
}

/** Ends when every job has; at the signal no further one is begun. */
export async function runJobs(jobs: readonly Job[], workers: number, signal: AbortSignal): Promise<void> {
  const waiting = [...jobs];
  const reading = new Set<string>();
  const shared = new Set<string>();
  const change = changes();
  const lane = async (): Promise<void> => {
    while (waiting.length > 0 && !signal.aborted) {
      const at = waiting.findIndex(({ images }) => !reading.has(images));
      if (at === -1) {
        await change.next();
        continue;
      }
      const [job] = waiting.splice(at, 1);
      if (job !== undefined) await work(job);
    }
  };
  const work = async ({ images, work: start }: Job): Promise<void> => {
    if (!shared.has(images)) reading.add(images);
    const isRead = (): void => {
      reading.delete(images);
      shared.add(images);
      change.tell();
    };
    await start(isRead).finally(isRead);
  };
  await Promise.all(Array.from({ length: Math.min(workers, jobs.length) }, lane));
}

/** To wait for whatever happens next. */
function changes() {
  let listeners: (() => void)[] = [];
  return {
    next: (): Promise<void> => new Promise((resolve) => listeners.push(resolve)),
    tell(): void {
      const told = listeners;
      listeners = [];
      for (const listener of told) listener();
    },
  };
}
