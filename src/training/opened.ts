/** What has been opened so far, to be closed together: at the end, or where a later opening fails. */
export class Opened {
  readonly #closers: (() => unknown)[] = [];

  add<Resource>(resource: Resource, close: (resource: Resource) => unknown): Resource {
    this.#closers.push(() => close(resource));
    return resource;
  }

  /** The last one first; all of them, also where one fails, whose error is thrown then. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.#closers.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

/** What `open` makes of what it opens; where it fails, everything that it has opened is closed. */
export async function openTogether<Whole>(open: (opened: Opened) => Promise<Whole>): Promise<Whole> {
  const opened = new Opened();
  try {
    return await open(opened);
  } catch (error) {
    await opened.close().catch(() => {}); // the first error is the one to be told
    throw error;
  }
}
