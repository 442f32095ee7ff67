import { Button, Progress } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorMessage } from "../../../shared/base/assert";
import type { LayerMaps } from "../../../shared/contracts/inside";
import type { Subject } from "../../state/inside";
import { choose } from "./choices";
import { DEAD_AFTER, findDead } from "./dead-units";

/** Units that are named before the rest is only counted. */
const NAMED = 40;

interface SilentUnitsProps {
  readonly maps: LayerMaps;
  readonly subject: Subject;
}

/** A unit that says nothing on one picture may on another; one that never does is dead, which takes more pictures to tell. */
export function SilentUnits({ maps, subject }: SilentUnitsProps) {
  const { t } = useTranslation();
  const silent = useMemo(
    () => maps.perChannel.flatMap(({ zeros }, unit) => (zeros === 1 ? [unit] : [])),
    [maps],
  );
  const { dead, done, error, start, stop } = useSearch(maps, subject, silent);
  const shown = dead ?? silent;
  const words = dead ? "inside.facts.dead" : "inside.facts.silent";
  return (
    <>
      <p className="bw-inside-silent" title={t("inside.facts.silentHelp")}>
        {t(words, { count: shown.length, of: maps.perChannel.length, pictures: DEAD_AFTER })}
      </p>
      <Chips units={shown} />
      {error !== null && <p className="bw-inside-error">{error}</p>}
      {done !== null && (
        <div className="bw-inside-running">
          <Progress value={(done / DEAD_AFTER) * 100} aria-label={t("inside.facts.searching")} />
          <Button size="compact-xs" variant="default" onClick={stop}>
            {t("inside.facts.stop")}
          </Button>
        </div>
      )}
      {done === null && dead === null && silent.length > 0 && (
        <Button size="compact-xs" variant="default" onClick={start}>
          {t("inside.facts.search", { count: DEAD_AFTER })}
        </Button>
      )}
    </>
  );
}

/** What was found is of one layer on one picture, and goes with them. */
function useSearch(maps: LayerMaps, subject: Subject, silent: readonly number[]) {
  const [found, setFound] = useState<{ of: LayerMaps; dead: readonly number[] } | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const [error, setError] = useState<string | null>(null);
  const wanted = useRef<LayerMaps | null>(null);
  useEffect(
    () => () => {
      if (wanted.current === maps) wanted.current = null;
      setDone(null);
      setError(null);
    },
    [maps],
  );
  const start = (): void => {
    wanted.current = maps;
    setError(null);
    findDead(subject, maps.path, silent, (count) => {
      if (wanted.current === maps) setDone(count);
      return wanted.current === maps;
    })
      .then((dead) => dead && setFound({ of: maps, dead }))
      .catch((thrown: unknown) => setError(errorMessage(thrown)))
      .finally(() => setDone(null));
  };
  const stop = (): void => {
    wanted.current = null;
  };
  return { dead: found?.of === maps ? found.dead : null, done, error, start, stop };
}

function Chips({ units }: { readonly units: readonly number[] }) {
  const { t } = useTranslation();
  if (units.length === 0) return null;
  return (
    <div className="bw-inside-chips">
      {units.slice(0, NAMED).map((channel) => (
        <button
          key={channel}
          type="button"
          aria-label={t("inside.facts.unit", { unit: channel })}
          onClick={() => choose({ channel })}
        >
          {channel}
        </button>
      ))}
      {units.length > NAMED && <span>{t("inside.facts.more", { count: units.length - NAMED })}</span>}
    </div>
  );
}
