/**
 * Runs over so many workers, in their order. Of runs that need the same prepared images the first one reads them alone, and the others wait until
 * they are there to be shared. Of runs that compute the same frozen features one goes ahead, where there are others to do meanwhile: the rest find
 * them in the cache. For them alone nobody waits: an idle worker would not be done sooner.
 */

export interface Job {
  /** What images it prepares: the same key, the same images. */
  readonly images: string;
  /** What frozen features it computes: the same key, the same features of many images; null: none that others could use. */
  readonly features: string | null;
  /** tell: to be called once its images, or its features, are there for others. */
  work(tell: { images(): void; features(): void }): Promise<void>;
}

/** Ends when every job has; at the signal no further one is begun. */
export async function runJobs(jobs: readonly Job[], workers: number, signal: AbortSignal): Promise<void> {
  const waiting = [...jobs];
  const reading = new Set<string>();
  const shared = new Set<string>();
  const computing = new Set<Job>();
  const change = changes();
  const isComputed = ({ features }: Job): boolean =>
    features !== null && [...computing].some((job) => job.features === features);
  const next = (): Job | undefined => {
    const able = waiting.filter(({ images }) => !reading.has(images));
    return able.find((job) => !isComputed(job)) ?? able[0];
  };
  const lane = async (): Promise<void> => {
    while (waiting.length > 0 && !signal.aborted) {
      const job = next();
      if (job === undefined) {
        await change.next();
        continue;
      }
      waiting.splice(waiting.indexOf(job), 1);
      await work(job);
    }
  };
  const work = async (job: Job): Promise<void> => {
    if (!shared.has(job.images)) reading.add(job.images);
    computing.add(job);
    const images = (): void => {
      reading.delete(job.images);
      shared.add(job.images);
      change.tell();
    };
    const features = (): void => void computing.delete(job);
    await job.work({ images, features }).finally(() => {
      features();
      images();
    });
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
