import { Button, Group, Radio } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  isWhole,
  MATCH_STRATEGIES,
  type MatchReport,
  type MatchStrategy,
} from "../../../shared/contracts/weight-match";
import { MatchLists } from "./match-lists";
import type { MatchReports } from "./match-reports";
import "./weights.css";

interface MatchDialogProps {
  readonly network: string;
  readonly reports: MatchReports;
  readonly initial: MatchStrategy;
  /** Null is to change one's mind. */
  onChoose(strategy: MatchStrategy | null): void;
}

/** Which arrays of a file go where, in each of the ways there are. */
export function MatchDialog({ network, reports, initial, onChoose }: MatchDialogProps) {
  const { t } = useTranslation();
  const [strategy, setStrategy] = useState(initial);
  const report = reports[strategy];
  return (
    <div className="bw-weights">
      <Radio.Group
        label={t("weights.how")}
        value={strategy}
        onChange={(value) => setStrategy(value as MatchStrategy)}
      >
        <div className="bw-weights-ways">
          {MATCH_STRATEGIES.map((way) => (
            <Radio.Card key={way} value={way} className="bw-weights-way">
              <span className="bw-weights-way-title">
                <Radio.Indicator size="xs" />
                {t(`weights.ways.${way}`)}
              </span>
              <span className="bw-weights-count bw-numbers">{countText(t, reports[way])}</span>
              <span className="bw-weights-note">{t(`weights.waysHelp.${way}`)}</span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      <Verdict network={network} report={report} />
      <MatchLists report={report} />
      <Group justify="flex-end" gap="xs">
        <Button size="xs" variant="default" onClick={() => onChoose(null)}>
          {t("weights.cancel")}
        </Button>
        <Button size="xs" data-autofocus disabled={!mayLoad(report)} onClick={() => onChoose(strategy)}>
          {t("weights.load")}
        </Button>
      </Group>
    </div>
  );
}

function countText(t: TFunction, report: MatchReport): string {
  return t("weights.count", { matched: report.matched.length, count: wanted(report) });
}

function wanted({ matched, missing, mismatched }: MatchReport): number {
  return matched.length + missing.length + mismatched.length;
}

function mayLoad(report: MatchReport): boolean {
  return report.strategy === "strict" ? isWhole(report) : report.matched.length > 0;
}

function Verdict({ network, report }: { readonly network: string; readonly report: MatchReport }) {
  const { t } = useTranslation();
  const values = { network, count: wanted(report) - report.matched.length, matched: report.matched.length };
  if (isWhole(report)) {
    return (
      <p className="bw-weights-verdict" data-good>
        <IconCircleCheck size={16} aria-hidden />
        {t("weights.whole", values)}
      </p>
    );
  }
  const key = !mayLoad(report)
    ? report.strategy === "strict"
      ? "weights.notStrict"
      : "weights.nothing"
    : values.count === 0
      ? "weights.leftOver"
      : "weights.partly";
  return (
    <p className="bw-weights-verdict">
      <IconAlertTriangle size={16} aria-hidden />
      {t(key, values)}
    </p>
  );
}
