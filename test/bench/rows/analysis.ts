import { createAnalyser } from "../../../shared/analysis/analyse";
import { networkEnds } from "../../../shared/analysis/fit-to-data";
import { type Document, MAIN_GRAPH } from "../../../shared/graph/document";
import { setParams } from "../../../shared/graph/edits";
import { defaultsOf } from "../../../shared/layers/params";
import { networks, openNetwork } from "../../../shared/networks/registry";
import { type BenchResult, type BenchRow, median, type Samples, sample } from "../bench";

const ANALYSIS_GOAL_MS = 10;
const EDIT_GOAL_MS = 5;
const CATALOGUE_GOAL_MS = 1000;

/** Everything about ResNet-50 from nothing. Each run has a document of its own: adjacency is kept by graph. */
const analysisRow: BenchRow = {
  id: "analysis-resnet-50",
  title: "Full analysis of ResNet-50",
  async measure() {
    const { warmups, runs } = { warmups: 10, runs: 40 };
    const documents = Array.from({ length: warmups + runs }, () => openNetwork("resnet-50"));
    const times = await sample(
      (index) => {
        createAnalyser().analyse(documents[index] as Document);
      },
      { warmups, runs },
    );
    return within(times, ANALYSIS_GOAL_MS);
  },
};

/** Another input size each time: every shape after it changes, so nothing kept from before can help. */
const editRow: BenchRow = {
  id: "edit-resnet-50",
  title: "ResNet-50 re-annotated after an edit of its first layer",
  async measure() {
    const analyser = createAnalyser();
    let document = openNetwork("resnet-50");
    const ends = networkEnds(analyser.analyse(document));
    if (!ends.ok) throw new Error(ends.error.message);
    const { source } = ends.value;
    const times = await sample(
      (index) => {
        document = setParams(MAIN_GRAPH, source, { height: 256 + 32 * index })(document);
        analyser.analyse(document);
      },
      { warmups: 5, runs: 40 },
    );
    return within(times, EDIT_GOAL_MS);
  },
};

/** Every network of the catalogue, opened and analysed. Other sizes each time: the insides of blocks are kept by input. */
const catalogueRow: BenchRow = {
  id: "analysis-catalogue",
  title: "All networks of the catalogue together",
  async measure() {
    const times = await sample(
      (index) => {
        const analyser = createAnalyser();
        for (const { id, params } of networks.all) {
          const { height, width } = defaultsOf(params) as { height: number; width: number };
          analyser.analyse(openNetwork(id, { height: height + index, width: width + index }));
        }
      },
      { warmups: 1, runs: 10 },
    );
    return within(times, CATALOGUE_GOAL_MS);
  },
};

function within(times: Samples, goal: number): BenchResult {
  const value = median(times);
  return { value, unit: "ms", limits: [{ text: `under ${goal} ms`, met: value < goal }] };
}

export default [analysisRow, editRow, catalogueRow];
