import { Button } from "@mantine/core";
import { IconTable } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AboutNetwork } from "../../../shared/networks/about-define";
import { descendantsOf } from "../../../shared/networks/about-registry";
import { networks } from "../../../shared/networks/registry";
import { showPanel } from "../../app/areas";
import { openNetworkFromCatalogue } from "../../app/project-files";
import { compareNetworks } from "../../state/comparison";

/** Where the network comes from, what it changed, and what came of it. */
export function Lineage({ about: { id, ancestor, changes } }: { readonly about: AboutNetwork }) {
  const { t } = useTranslation();
  const descendants = descendantsOf(id);
  return (
    <>
      {ancestor === null ? (
        <p>{t("about.first")}</p>
      ) : (
        <>
          <p>
            {t("about.from")} <NetworkLink id={ancestor} />
          </p>
          <ul className="bw-about-changes">
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </>
      )}
      {descendants.length > 0 && (
        <p>
          {t("about.ledTo")}{" "}
          {descendants.map((descendant, index) => (
            <span key={descendant}>
              {index > 0 && ", "}
              <NetworkLink id={descendant} />
            </span>
          ))}
        </p>
      )}
      {ancestor !== null && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconTable size={14} stroke={1.75} aria-hidden />}
          onClick={() => {
            compareNetworks([ancestor, id], true);
            showPanel("compare");
          }}
        >
          {t("about.compare")}
        </Button>
      )}
    </>
  );
}

function NetworkLink({ id }: { readonly id: string }) {
  return (
    <button type="button" className="bw-link" onClick={() => void openNetworkFromCatalogue(id)}>
      {networks.require(id).title}
    </button>
  );
}
