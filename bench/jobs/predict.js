/** A folder of files to judgements: images read while the network runs, beside all of them read first. */
import { inTurns } from "../in-turns.js";
import { ahead } from "../marks.js";
import { asked } from "../sides.js";

export const job = {
  title: "predict of a folder",
  about: `Radiographs are decoded, enhanced and judged by an exported NASNetMobile. Ours reads the next images while the network runs; the other
side is ours, too: it reads all images first, with as many threads, and then runs the network.`,
  async measure(bench) {
    if (bench.data === null) return { skipped: "it needs radiographs (--data FOLDER)" };
    const program = bench.ours(
      "predict.js",
      await bench.model("nasnetmobile"),
      bench.data,
      bench.quick ? 32 : 256,
      bench.threads,
    );
    const rate = ({ seconds, images }) => images / seconds;
    const row = {
      name: "nasnetmobile, decoding included",
      unit: "images per second",
      better: "higher",
      warmUp: 1,
      mark: ahead,
      sides: [asked("overlapped", program, "overlapped", rate), asked("in order", program, "in order", rate)],
    };
    return { rows: await inTurns(bench, [row]) };
  },
};
