import type { Lora } from '#shared/domain/generation.ts'
import type { ComfyNode } from '#shared/domain/workflow.ts'

/**
 * The inputs of a LoRA loader for one LoRA, the same strength for the model and, where it has a side for texts, for that.
 * A list of LoRAs says which are used: a loader that is left over is switched off. With both strengths at 0 ComfyUI passes model
 * and text encoder on as they came, and does not read the file (`LoraLoader.load_lora` in `nodes.py`).
 */
export function putLoras({ inputs }: ComfyNode, lora: Lora | null): Record<string, string | number> {
  const strength = lora?.scale ?? 0
  return {
    ...(lora !== null && { lora_name: lora.path }),
    strength_model: strength,
    ...(Object.hasOwn(inputs, 'strength_clip') && { strength_clip: strength }),
  }
}
