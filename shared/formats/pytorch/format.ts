import { createAnalyser } from "../../analysis/analyse";
import { networkEnds } from "../../analysis/fit-to-data";
import { refuseProblems } from "../../analysis/unfold";
import { boolean } from "../../layers/params";
import { isMap } from "../../layers/shape";
import { defineExport, type ExportedFile } from "../define";
import { weightsFile } from "../safetensors/stream";
import { textFile } from "../text-file";
import { moduleNameOf } from "./python-names";
import { scriptRecipe } from "./script-recipe";
import { writeModel } from "./write-model";
import { writeTrain } from "./write-train";

export default defineExport({
  id: "pytorch",
  group: "model",
  order: 2,
  title: "PyTorch",
  summary:
    "Readable Python with one class per block, the weights beside it, and a training script for one GPU or many.",
  extension: "py",
  mediaType: "text/x-python",
  holdsWeights: true,
  params: {
    trainingScript: boolean({
      label: "With training script",
      help: "A script that trains a classifier on folders of pictures, on one GPU or many.",
      default: true,
    }),
  },
  givesSeveral: () => true,
  async write(job) {
    const { document, options } = job;
    const analysis = createAnalyser().analyse(document);
    refuseProblems(analysis);
    const module = moduleNameOf(job.name);
    const model = writeModel(document);
    const files: [ExportedFile, ...ExportedFile[]] = [textFile(`${module}.py`, model.text)];
    files.push(weightsFile(job, `${module}.safetensors`));
    const ends = networkEnds(analysis);
    const { input, output } = ends.ok ? ends.value : { input: null, output: null };
    if (options.trainingScript && input && output && !isMap(output)) {
      const { className, endsInProbabilities, auxiliary } = model;
      const text = writeTrain({
        title: document.name,
        module,
        className,
        endsInProbabilities,
        auxiliary,
        size: [input[0], input[1]],
        classes: output[0],
        recipe: scriptRecipe(document),
      });
      files.push(textFile(module === "model" ? "train.py" : `train_${module}.py`, text));
    }
    return files;
  },
});
