import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { RentalOffers } from '#shared/contract/rental.ts'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import type { Rental, RentalOffer } from '#shared/domain/rental.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { AreaField, SelectField, TextField } from '../../ui/field.tsx'
import { ProblemsContext } from '../../ui/problems.ts'
import { Note } from '../../ui/states.tsx'
import { leaseCost, newLaunch, requestFromDraft, usualPort, type LaunchDraft } from './launch-draft.ts'
import { ReachFields } from './reach-fields.tsx'
import styles from './rentals.module.css'

interface LaunchFormProps {
  accountId: string
  offer: RentalOffer
  terms: RentalOffers
  /** What may run on the machine. */
  hosts: readonly ProviderSummary[]
  onLaunched: (rental: Rental) => void
  onClose: () => void
}

/** What a machine is rented for, and when it ends. */
export function LaunchForm({ accountId, offer, terms, hosts, onLaunched, onClose }: LaunchFormProps) {
  const cache = useQueryClient()
  const [draft, setDraft] = useState(() =>
    newLaunch(terms, hosts.find(({ id }) => id === 'comfyui')?.id ?? hosts[0]?.id ?? ''),
  )
  const [tried, setTried] = useState(false)
  const launch = useMutation(
    workbench.rental.launch.mutationOptions({
      onSuccess: async (rental) => {
        await cache.invalidateQueries({ queryKey: workbench.rental.list.key() })
        onLaunched(rental)
      },
    }),
  )
  const { request, problems: typed } = requestFromDraft(draft, { accountId, offer, terms })
  const refused = launch.error === null ? [] : readFailure(launch.error).problems
  const change = (changes: Partial<LaunchDraft>) => {
    launch.reset()
    setDraft({ ...draft, ...changes })
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (request !== null) launch.mutate(request)
  }
  const most = leaseCost(draft, offer.hourlyMicros)
  return (
    <ProblemsContext value={[...(tried ? typed : []), ...refused]}>
      <form onSubmit={submit} className={styles['launch']} aria-label={`Rent ${offer.machine}`}>
        <h2>
          Rent {offer.gpuCount > 1 && `${offer.gpuCount} × `}
          {offer.gpu}
        </h2>
        <p className="small two">
          {offer.machine}, {offer.region}
        </p>
        <div className={desk['pair']}>
          <TextField
            label="Ends at the latest after"
            path="leaseMinutes"
            value={draft.leaseMinutes}
            numeric
            unit="min"
            onChange={(leaseMinutes) => change({ leaseMinutes })}
          />
          <TextField
            label="Or when it has cost"
            path="budgetMicros"
            value={draft.budgetUsd}
            numeric
            unit="$"
            placeholder="no bound"
            onChange={(budgetUsd) => change({ budgetUsd })}
          />
        </div>
        <TextField
          label="Or if its worker has not answered after"
          path="startMinutes"
          value={draft.startMinutes}
          numeric
          unit="min"
          onChange={(startMinutes) => change({ startMinutes })}
        />
        <label className={styles['check']}>
          <input
            type="checkbox"
            checked={draft.endWithTrial}
            onChange={(event) => change({ endWithTrial: event.target.checked })}
          />
          End it with the trial that uses it
        </label>
        <div className={desk['pair']}>
          <SelectField
            label="What runs on it"
            path="workerProvider"
            value={draft.workerProvider}
            options={hosts.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(workerProvider) => change({ workerProvider, workerPort: usualPort(workerProvider) })}
          />
          <TextField
            label="Its port"
            path="workerPort"
            value={draft.workerPort}
            numeric
            onChange={(workerPort) => change({ workerPort })}
          />
        </div>
        <ReachFields terms={terms} draft={draft} onChange={change} />
        <TextField
          label={terms.needsImage ? 'Container image' : 'Image, if not the provider’s own'}
          path="image"
          value={draft.image}
          mono
          onChange={(image) => change({ image })}
        />
        <SshKeyField terms={terms} draft={draft} onChange={change} />
        <AreaField
          label="Run at its first start, to bring the worker up"
          path="startScript"
          value={draft.startScript}
          rows={5}
          mono
          placeholder="#!/bin/bash"
          onChange={(startScript) => change({ startScript })}
        />
        <Note>
          {formatUsd(offer.hourlyMicros, 2)} an hour
          {most !== null && `, about ${formatUsd(most, 2)} if it runs to the end of its lease`}; {terms.meter.words}.
        </Note>
        {launch.isError && <Note look="bad">Not rented. {readFailure(launch.error).message}</Note>}
        <div className={desk['buttons']}>
          <Button look="primary" type="submit" disabled={launch.isPending}>
            {launch.isPending ? 'Asking…' : `Rent it for ${formatUsd(offer.hourlyMicros, 2)} an hour`}
          </Button>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </ProblemsContext>
  )
}

interface SshKeyFieldProps {
  terms: RentalOffers
  draft: LaunchDraft
  onChange: (changes: Partial<LaunchDraft>) => void
}

/** One of the keys that the account holds, or any public key where the provider takes one. */
function SshKeyField({ terms, draft, onChange }: SshKeyFieldProps) {
  if (terms.sshKeys === null) {
    return (
      <TextField
        label={terms.needsSshKey ? 'SSH public key' : 'SSH public key, to log in'}
        path="sshKey"
        value={draft.sshKey}
        mono
        placeholder="ssh-ed25519 AAAA…"
        onChange={(sshKey) => onChange({ sshKey })}
      />
    )
  }
  return (
    <SelectField
      label="SSH key of the account"
      path="sshKey"
      value={draft.sshKey}
      hint={terms.sshKeys.length === 0 ? 'The account holds none: add one on the provider’s page.' : undefined}
      options={[
        ...(terms.needsSshKey && terms.sshKeys.length > 0 ? [] : [{ value: '', label: 'none' }]),
        ...terms.sshKeys.map((key) => ({ value: key, label: key })),
      ]}
      onChange={(sshKey) => onChange({ sshKey })}
    />
  )
}
