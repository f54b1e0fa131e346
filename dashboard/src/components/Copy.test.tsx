import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { ko } from "../i18n/ko";
import { Copy } from "./Copy";

afterEach(() => vi.unstubAllGlobals());

/** Presses the button on a plain http page, whose browser answers the old way of copying with `answer`. */
async function pressed(answer: () => boolean): Promise<string[]> {
  const person = userEvent.setup();
  const selected: string[] = [];
  vi.stubGlobal("navigator", { ...navigator, clipboard: undefined });
  document.execCommand = () => {
    selected.push(window.getSelection()?.toString() ?? "");
    return answer();
  };
  render(
    <MantineProvider>
      <Copy text="whsec_abc" label="비밀 키" />
    </MantineProvider>,
  );
  await person.click(screen.getByRole("button", { name: ko.common.copyOf("비밀 키") }));
  return selected;
}

test("without a clipboard the shown text is copied by its selection", async () => {
  expect(await pressed(() => true)).toEqual(["whsec_abc"]);
  await screen.findByRole("button", { name: ko.common.copied });
  expect(window.getSelection()?.toString()).toBe("");
});

test("where nothing copies, the text stays selected and the page says which keys do it", async () => {
  await pressed(() => {
    throw new Error("refused");
  });
  await screen.findByText(ko.common.copyByHand);
  expect(window.getSelection()?.toString()).toBe("whsec_abc");
});
