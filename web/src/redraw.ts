// redraw.ts - how a part of a view asks for the view to be drawn again.
let draw: () => void = () => undefined;
export function onRedraw(work: () => void): void { draw = work; }
export function redraw(): void { draw(); }
