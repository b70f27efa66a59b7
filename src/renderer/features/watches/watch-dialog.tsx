import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import type { PlanInput } from '#shared/domain/plan.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import dialogStyles from '../../ui/dialog.module.css'
import { SelectField } from '../../ui/field.tsx'
import { Note } from '../../ui/states.tsx'
import styles from './watches.module.css'

const EVERY = [
  { value: '60', label: 'hour' },
  { value: '180', label: '3 hours' },
  { value: '360', label: '6 hours' },
  { value: '720', label: '12 hours' },
  { value: '1440', label: 'day' },
  { value: '10080', label: 'week' },
]
const FOR = [
  { value: '1440', label: '1 day' },
  { value: '10080', label: '1 week' },
  { value: '20160', label: '2 weeks' },
  { value: '43200', label: '30 days' },
  { value: '129600', label: '90 days' },
]

/** Asks how often and how long a plan is to be repeated. @param plan null while it is not whole */
export function WatchDialog({ plan }: { plan: PlanInput | null }) {
  const navigate = useNavigate()
  const cache = useQueryClient()
  const [every, setEvery] = useState('360')
  const [length, setLength] = useState('20160')
  const create = useMutation(
    workbench.watch.create.mutationOptions({
      onSuccess: async ({ watchId }) => {
        void cache.invalidateQueries({ queryKey: workbench.watch.key() })
        await navigate({ to: '/watches', search: { show: watchId } })
      },
    }),
  )
  const runs = Math.floor(Number(length) / Number(every)) + 1
  return (
    <Dialog.Root>
      <Dialog.Trigger asChild>
        <Button disabled={plan === null}>Watch…</Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={dialogStyles['overlay']} />
        <Dialog.Content className={dialogStyles['content']}>
          <Dialog.Title asChild>
            <h2>Repeat this trial</h2>
          </Dialog.Title>
          <Dialog.Description className={dialogStyles['text']}>
            Every run is held against the first one: latency, price, and whether the same seeds still give the same
            pictures. One seed per prompt and two repeats let the pictures be compared.
          </Dialog.Description>
          <div className={styles['fields']}>
            <SelectField label="Every" value={every} options={EVERY} onChange={setEvery} />
            <SelectField label="For" value={length} options={FOR} onChange={setLength} />
          </div>
          <p className="small two">{runs} runs, the first one now. Each costs what the plan comes to.</p>
          {create.isError && <Note look="bad">Not watched. {readFailure(create.error).message}</Note>}
          <div className={dialogStyles['actions']}>
            <Dialog.Close asChild>
              <Button>Not now</Button>
            </Dialog.Close>
            <Button
              look="primary"
              disabled={plan === null || create.isPending}
              onClick={() => {
                if (plan !== null) create.mutate({ plan, everyMinutes: Number(every), forMinutes: Number(length) })
              }}
            >
              Start watching
            </Button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
