import type { TargetRequest } from "../../../shared/contracts/files";
import type { Bridge } from "../../../shared/contracts/ipc";
import type { WriteTarget } from "../host";
import { answerOf } from "./reply";

/** The main process asks and writes; the page only says what. */
export async function chooseElectronTarget(
  { exports }: Bridge,
  request: TargetRequest,
): Promise<WriteTarget | null> {
  const chosen = await answerOf(exports.choose(request));
  if (!chosen) return null;
  return {
    name: chosen.name,
    async begin(name) {
      const file = await answerOf(exports.begin(chosen.id, name));
      return {
        write: (bytes) => answerOf(exports.write(file, bytes)),
        close: () => answerOf(exports.finish(file)),
        abort: () => answerOf(exports.abort(file)),
      };
    },
  };
}
