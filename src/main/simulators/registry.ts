import { a1111Simulator } from '#main/providers/a1111/simulator.ts'
import { comfyCloudSimulator } from '#main/providers/comfy-cloud/simulator.ts'
import { comfydeploySimulator } from '#main/providers/comfydeploy/simulator.ts'
import { comfyuiSimulator } from '#main/providers/comfyui/simulator.ts'
import { customSimulator } from '#main/providers/custom/simulator.ts'
import { falSimulator } from '#main/providers/fal/simulator.ts'
import { modalSimulator } from '#main/providers/modal/simulator.ts'
import { novitaSimulator } from '#main/providers/novita/simulator.ts'
import { openaiImagesSimulator } from '#main/providers/openai-images/simulator.ts'
import { replicateSimulator } from '#main/providers/replicate/simulator.ts'
import { runpodSimulator } from '#main/providers/runpod/simulator.ts'
import { runflowSimulator } from '#main/providers/runflow/simulator.ts'
import { segmindSimulator } from '#main/providers/segmind/simulator.ts'
import { togetherSimulator } from '#main/providers/together/simulator.ts'
import { viewcomfySimulator } from '#main/providers/viewcomfy/simulator.ts'
import type { ProviderSimulator } from './simulator.ts'

/** Every provider that can be simulated. */
export const simulators: readonly ProviderSimulator[] = [
  novitaSimulator,
  segmindSimulator,
  modalSimulator,
  a1111Simulator,
  togetherSimulator,
  falSimulator,
  replicateSimulator,
  comfyuiSimulator,
  openaiImagesSimulator,
  runpodSimulator,
  runflowSimulator,
  comfydeploySimulator,
  viewcomfySimulator,
  comfyCloudSimulator,
  customSimulator,
]
