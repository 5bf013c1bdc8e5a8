/** The classes of phantoms. They differ in the opacity alone (opacity.ts). */
export const PHANTOM_LABELS = ["normal", "lobar-opacity", "diffuse-opacity"] as const;
export type PhantomLabel = (typeof PHANTOM_LABELS)[number];
