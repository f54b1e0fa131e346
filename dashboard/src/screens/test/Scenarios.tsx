import { Button, Group, Modal, NumberInput, Stack } from "@mantine/core";
import { useSessionStorage } from "@mantine/hooks";
import { useState } from "react";
import { ApiError } from "../../api/problem";
import { type Scenario, type ScenarioName, useScenario, useStartScenario } from "../../api/scenarios";
import { useHere } from "../../app/workspace";
import { Tag } from "../../components/Tag";
import { Trouble } from "../../components/Trouble";
import { useText } from "../../i18n/language";
import { scenariosKo } from "../../i18n/scenarios.ko";
import { ScenarioResult } from "./ScenarioResult";
import classes from "./Scenarios.module.css";
import { useScenarioWords } from "./words";

const NAMES = Object.keys(scenariosKo.scenarios) as ScenarioName[];
const SEED_MAX = 2 ** 31 - 1;

/** The ids of those that were started in this tab, by their names: closing the dialog ends none. */
type Started = Partial<Record<ScenarioName, string>>;

/** Plays what can happen to money in a shop for trying, and shows what came out beside what was expected. */
export default function Scenarios({ close }: { close: () => void }) {
  const words = useScenarioWords();
  const { t } = useText();
  const { id } = useHere();
  const [started, setStarted] = useSessionStorage<Started>({ key: `lunepay.scenarios.${id}`, defaultValue: {} });
  const [seed, setSeed] = useState<number | string>(1);
  const start = useStartScenario(id);
  const [failed, setFailed] = useState<unknown>(null);
  const begin = (name: ScenarioName) => {
    setFailed(null);
    const onSuccess = (begun: Scenario) => setStarted((now) => ({ ...now, [name]: begun.id }));
    start.mutate({ name, seed: Number(seed) }, { onSuccess, onError: setFailed });
  };
  return (
    <Modal opened onClose={close} title={t.shell.scenarios} size="lg">
      <Stack>
        <p>{words.note}</p>
        <NumberInput
          label={words.seed}
          description={words.seedNote}
          thousandSeparator={false}
          min={0}
          max={SEED_MAX}
          value={seed}
          onChange={setSeed}
        />
        {failed !== null && <Trouble error={failed} {...(lacksAccount(failed) && { words: t.deposits.noAccounts })} />}
        <ul className={classes.list}>
          {NAMES.map((name) => (
            <li key={name}>
              <div className={classes.told}>
                <strong>{words.scenarios[name].name}</strong>
                <p className="quiet">{words.scenarios[name].what}</p>
              </div>
              <Button
                variant="default"
                disabled={seed === "" || start.isPending}
                aria-label={words.startOf(words.scenarios[name].name)}
                onClick={() => begin(name)}
              >
                {words.start}
              </Button>
              {started[name] !== undefined && <Run id={started[name]} />}
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

const lacksAccount = (error: unknown): boolean => error instanceof ApiError && error.code === "bank_account_not_found";

/** How far it is, and what came out. */
function Run({ id }: { id: string }) {
  const words = useScenarioWords();
  const { data: scenario, error } = useScenario(useHere().id, id);
  if (error !== null) return <p className={classes.run}>{words.lost}</p>;
  return (
    <div className={classes.run} role="status">
      <p>
        <code>{id}</code> <State passed={scenario?.passed ?? null} />
      </p>
      {scenario?.got != null && <ScenarioResult id={id} expected={scenario.expected} got={scenario.got} />}
    </div>
  );
}

function State({ passed }: { passed: boolean | null }) {
  const words = useScenarioWords();
  if (passed === null) return <Tag tone="accent">{words.running}</Tag>;
  return <Tag tone={passed ? "good" : "bad"}>{passed ? words.passed : words.failed}</Tag>;
}
