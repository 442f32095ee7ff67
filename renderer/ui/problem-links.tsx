import "./problem-links.css";
import { IconFocusCentered } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { nodeAnalysisAt } from "../../shared/analysis/find";
import type { Problem } from "../../shared/analysis/types";
import { useProject } from "../state/project";
import { reveal } from "./reveal";

/** More would fill the panel. */
const SHOWN = 3;

/** What is wrong, in lines that lead to where it is. */
export function ProblemLinks({ problems }: { readonly problems: readonly Problem[] }) {
  const { t } = useTranslation();
  const analysis = useProject((state) => state.analysis);
  const more = problems.length - SHOWN;
  const nameOf = (path: string): string => nodeAnalysisAt(analysis, path)?.node.name ?? path;
  return (
    <>
      <ul className="bw-problem-links">
        {problems.slice(0, SHOWN).map((problem) => (
          <li key={`${problem.path} ${problem.message}`}>
            <button
              type="button"
              title={t("problems.reveal", { path: nameOf(problem.path) })}
              onClick={() => reveal(problem.path)}
            >
              <IconFocusCentered size={14} stroke={1.75} aria-hidden />
              <span>
                {!problem.message.startsWith(`${nameOf(problem.path)} `) && (
                  <strong>{nameOf(problem.path)}: </strong>
                )}
                {problem.message}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {more > 0 && <p>{t("problems.more", { count: more })}</p>}
    </>
  );
}
