import { useTranslation } from "react-i18next";
import { nodeAnalysisAt } from "../../../shared/analysis/find";
import type { GraphAnalysis } from "../../../shared/analysis/types";
import { unrunnable } from "../../../shared/analysis/unrunnable";
import type { NodePath } from "../../../shared/graph/document";
import { useProject } from "../../state/project";
import { ProblemCard } from "../../ui/problem-card";
import { ProblemLinks } from "../../ui/problem-links";
import { reveal } from "../../ui/reveal";

/** Everything that is wrong in the network, each with its remedies. */
export function Problems() {
  const { t } = useTranslation();
  const analysis = useProject((state) => state.analysis);
  const stopping = unrunnable(analysis);
  if (analysis.problems.length === 0 && stopping.length > 0) {
    return (
      <div className="bw-faults">
        <p>{t("problems.unrunnable")}</p>
        <ProblemLinks problems={stopping} />
        <p>{t("problems.elsewhere")}</p>
      </div>
    );
  }
  if (analysis.problems.length === 0) {
    const key = analysis.order.length === 0 ? "problems.nothing" : "problems.none";
    return <div className="bw-empty">{t(key)}</div>;
  }
  return (
    <div className="bw-faults">
      {analysis.problems.map((problem) => (
        <ProblemCard
          key={`${problem.path} ${problem.message}`}
          problem={problem}
          place={namesAlong(analysis, problem.path)}
          onReveal={() => reveal(problem.path)}
        />
      ))}
    </div>
  );
}

/** The path in names, which people know, instead of ids. */
function namesAlong(analysis: GraphAnalysis, path: NodePath): string {
  const ids = path.split("/");
  return ids
    .map((id, depth) => nodeAnalysisAt(analysis, ids.slice(0, depth + 1).join("/"))?.node.name ?? id)
    .join(" / ");
}
