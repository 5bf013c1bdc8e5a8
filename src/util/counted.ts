/** "1 image", "2 images". thing: a noun whose plural takes an s. */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`;
