import { createAnalyser } from "../../../shared/analysis/analyse";
import { formatInteger } from "../../../shared/base/format";
import { networks, openNetwork } from "../../../shared/networks/registry";
import { jsonOption } from "../options";
import type { CommandModule } from "../session";
import { formatTable } from "../table";

/** `networks`: every network of the catalogue with its numbers. */
const register: CommandModule = (program, session) => {
  program
    .command("networks")
    .description("list the networks of the catalogue")
    .addOption(jsonOption())
    .action(({ json }: { json?: boolean }) => {
      const rows = listNetworks();
      session.out(json ? `${JSON.stringify(rows, null, 2)}\n` : table(rows));
    });
};

export default register;

function listNetworks() {
  const analyser = createAnalyser();
  return networks.all
    .map(({ id, family, title, year }) => {
      const { params, macs } = analyser.analyse(openNetwork(id)).totals;
      return { id, family, title, year, params, macs };
    })
    .sort((a, b) => a.year - b.year || a.family.localeCompare(b.family, "en") || a.params - b.params);
}

function table(rows: ReturnType<typeof listNetworks>): string {
  const columns = [
    { title: "Id", align: "left" },
    { title: "Title", align: "left" },
    { title: "Family", align: "left" },
    { title: "Year", align: "right" },
    { title: "Parameters", align: "right" },
    { title: "MACs", align: "right" },
  ] as const;
  const cells = rows.map(({ id, title, family, year, params, macs }) => [
    id,
    title,
    family,
    `${year}`,
    formatInteger(params),
    formatInteger(macs),
  ]);
  return `${formatTable(columns, cells)}\nParameters are trainable ones. MACs are multiply-adds for one image; FLOPs = 2 × MACs.\n`;
}
