import { Button, Group } from "@mantine/core";
import { textNow } from "../i18n/language";
import { toast } from "./toast";

let shown = 0;

/** Says what was done, with a button that undoes it. */
export function undoable(said: string, undo: () => void): void {
  shown += 1;
  const id = `undoable-${shown}`;
  const press = () => {
    toast.close(id);
    undo();
  };
  toast.undoable(
    id,
    <Group justify="space-between" wrap="nowrap">
      <span>{said}</span>
      <Button variant="default" size="compact-sm" flex="none" onClick={press}>
        {textNow().t.common.undo}
      </Button>
    </Group>,
  );
}
