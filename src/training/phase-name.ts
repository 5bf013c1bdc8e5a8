/** The two phases of a run: the base is frozen and the head trains; then everything that is to train does. */
export type PhaseName = "frozen" | "fine-tuning";
