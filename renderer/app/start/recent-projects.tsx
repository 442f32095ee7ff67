import { IconFile, IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecentFile } from "../../../shared/contracts/files";
import { currentHost } from "../../host/current";
import { IconButton } from "../../ui/icon-button";
import { reportError } from "../errors";
import { openRecentFile } from "../open-file";

export function RecentProjects() {
  const { t } = useTranslation();
  const [files, setFiles] = useState<readonly RecentFile[]>([]);
  const load = (): void => {
    currentHost().recentFiles().then(setFiles, reportError);
  };
  useEffect(load, []);
  if (files.length === 0) return null;
  return (
    <section className="bw-recent" aria-label={t("start.recent")}>
      <h2>{t("start.recent")}</h2>
      <ul>
        {files.map((file) => (
          <li key={file.id}>
            <button
              type="button"
              title={file.location}
              onClick={() => openRecentFile(file.id).catch(reportError)}
            >
              <IconFile size={15} stroke={1.75} aria-hidden />
              <span>{file.name}</span>
            </button>
            <IconButton
              icon={IconX}
              size={12}
              label={t("start.forget", { name: file.name })}
              onClick={() => {
                currentHost().forgetRecent(file.id).then(load, reportError);
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
