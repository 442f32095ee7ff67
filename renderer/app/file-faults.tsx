import { modals } from "@mantine/modals";
import { useTranslation } from "react-i18next";
import type { ProjectFault } from "../../shared/formats/project/faults";

/** A file can be wrong in a thousand places; the first ones say enough. */
const SHOWN = 12;

/** Tells what is wrong with a project file, place by place. What was open stays open. */
export function tellFaults(title: string, faults: readonly ProjectFault[]): void {
  modals.open({ title, size: "lg", children: <Faults faults={faults} /> });
}

function Faults({ faults }: { readonly faults: readonly ProjectFault[] }) {
  const { t } = useTranslation();
  return (
    <>
      <p>{t("files.untouched")}</p>
      <ul className="bw-file-faults">
        {faults.slice(0, SHOWN).map(({ path, message, expected, received, remedy }) => (
          <li key={`${path} ${message}`}>
            {path !== "" && <code className="bw-mono">{path}</code>} {message}{" "}
            {t("problems.expected", { expected })} {t("problems.received", { received })} {remedy}
          </li>
        ))}
      </ul>
      {faults.length > SHOWN && <p>{t("files.more", { count: faults.length - SHOWN })}</p>}
    </>
  );
}
