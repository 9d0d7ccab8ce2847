export async function screenSession(_root: string): Promise<void> {}
