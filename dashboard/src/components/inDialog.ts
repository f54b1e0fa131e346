/** Whether a dialog is open, over everything else. A panel beside a list is part of its screen, and none. */
export const inDialog = () => document.querySelector(".mantine-Modal-content") !== null;
