import { Button, Group, Modal, NumberInput, Stack } from "@mantine/core";
import { useSessionStorage } from "@mantine/hooks";
import { useState } from "react";
import { Link } from "react-router";
import { type Scenario, type ScenarioName, useScenario, useStartScenario } from "../../api/scenarios";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { Tag } from "../../components/Tag";
import { Trouble } from "../../components/Trouble";
import { useText } from "../../i18n/language";
import { scenariosKo } from "../../i18n/scenarios.ko";
import { NeedsAccount, useLacksAccount } from "./NeedsAccount";
import { ScenarioResult } from "./ScenarioResult";
import classes from "./Scenarios.module.css";
import { useScenarioWords } from "./words";

const NAMES = Object.keys(scenariosKo.scenarios) as ScenarioName[];
const SEED_MAX = 2 ** 31 - 1;

/** One that was hardly played before. */
const anySeed = () => Math.floor(Math.random() * SEED_MAX) + 1;

/** The ids of those that were started in this tab, by their names: closing the dialog ends none. */
type Started = Partial<Record<ScenarioName, string>>;

/** Plays what can happen to money in a shop for trying, and shows what came out beside what was expected. */
export default function Scenarios({ close }: { close: () => void }) {
  const words = useScenarioWords();
  const { t } = useText();
  const { id } = useHere();
  const [started, setStarted] = useSessionStorage<Started>({ key: `lunepay.scenarios.${id}`, defaultValue: {} });
  const [seed, setSeed] = useState<number | string>("");
  const start = useStartScenario(id);
  const [failed, setFailed] = useState<unknown>(null);
  const isLacking = useLacksAccount();
  const begin = (name: ScenarioName) => {
    setFailed(null);
    const onSuccess = (begun: Scenario) => setStarted((now) => ({ ...now, [name]: begun.id }));
    start.mutate({ name, seed: seed === "" ? anySeed() : Number(seed) }, { onSuccess, onError: setFailed });
  };
  return (
    <Modal opened onClose={close} title={t.shell.scenarios} size="lg">
      <Stack>
        <p>{words.note}</p>
        <NeedsAccount close={close} />
        <NumberInput
          label={words.seed}
          description={words.seedNote}
          thousandSeparator={false}
          min={0}
          max={SEED_MAX}
          value={seed}
          onChange={setSeed}
        />
        {failed !== null && <Trouble error={failed} />}
        <ul className={classes.list}>
          {NAMES.map((name) => (
            <li key={name}>
              <div className={classes.told}>
                <strong>{words.scenarios[name].name}</strong>
                <p className="quiet">{words.scenarios[name].what}</p>
              </div>
              <Button
                variant="default"
                disabled={isLacking || start.isPending}
                aria-label={words.startOf(words.scenarios[name].name)}
                onClick={() => begin(name)}
              >
                {words.start}
              </Button>
              {started[name] !== undefined && <Run id={started[name]} close={close} />}
            </li>
          ))}
        </ul>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t.common.close}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** How far it is, and what came out. */
function Run({ id, close }: { id: string; close: () => void }) {
  const words = useScenarioWords();
  const { id: ws } = useHere();
  const { data: scenario, error } = useScenario(ws, id);
  if (error !== null) return <p className={classes.run}>{words.lost}</p>;
  return (
    <div className={classes.run} role="status">
      <p>
        <code>{id}</code> <State passed={scenario?.passed ?? null} />
      </p>
      {scenario?.got != null && (
        <>
          <ScenarioResult id={id} expected={scenario.expected} got={scenario.got} />
          <p className={classes.see}>
            {scenario.got.unread_messages > 0 ? (
              <Link to={paths.section(ws, "inbox")} className="lp-link" onClick={close}>
                {words.seeInbox}
              </Link>
            ) : (
              <Link to={`${paths.section(ws, "deposits")}?view=all`} className="lp-link" onClick={close}>
                {words.see}
              </Link>
            )}
          </p>
        </>
      )}
    </div>
  );
}

function State({ passed }: { passed: boolean | null }) {
  const words = useScenarioWords();
  if (passed === null) return <Tag tone="accent">{words.running}</Tag>;
  return <Tag tone={passed ? "good" : "bad"}>{passed ? words.passed : words.failed}</Tag>;
}
