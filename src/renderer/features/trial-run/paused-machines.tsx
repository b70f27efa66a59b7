import { Link } from '@tanstack/react-router'
import { Note } from '../../ui/states.tsx'
import { useRentals } from '../rentals/use-rentals.ts'
import { describePausedMachine, machinesOf } from './describe-paused-machine.ts'
import styles from './trial-run.module.css'

/** A paused trial is to go on with its machines, which cost all the while: that must not go unnoticed. */
export function PausedMachines({ trialId }: { trialId: string }) {
  const rentals = useRentals()
  const machines = machinesOf(trialId, rentals.data ?? [])
  if (machines.length === 0) return null
  return (
    <div className={styles['reason']}>
      <Note look="bad">
        {machines.map((rental) => (
          <div key={rental.id}>{describePausedMachine(rental)}</div>
        ))}
        If the trial won’t go on soon, end it under <Link to="/rentals">Rentals</Link>.
      </Note>
    </div>
  )
}
