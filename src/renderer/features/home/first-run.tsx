import { Link } from '@tanstack/react-router'
import { Screen } from '../../app/screen.tsx'
import { readFailure } from '../../client/read-failure.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Note } from '../../ui/states.tsx'
import styles from './first-run.module.css'
import { PracticeWall } from './practice-wall.tsx'
import { useStartPractice } from './use-start-practice.ts'

/** What a newcomer meets: one thing to press, and what it will look like. */
export function FirstRun() {
  const practice = useStartPractice()
  return (
    <Screen title="Welcome to Assay" layout="bare">
      <div className={styles['first']}>
        <div className={styles['say']}>
          <h1>Which provider should draw your pictures?</h1>
          <p className={`lead two ${styles['lead']}`}>
            Send the same prompts to all of them, look at what comes back side by side, and leave with what it costs,
            how long it takes, and how sure you can be.
          </p>
          <ol className={styles['steps']}>
            <li>
              <span className="three">1</span>
              <div>
                <b>Try it with practice data</b>
                <p>Four simulated providers on this machine. No key, no money, under a minute.</p>
              </div>
              <Button look="primary" disabled={practice.isPending} onClick={() => practice.mutate()}>
                {practice.isPending ? 'Starting…' : 'Start'}
              </Button>
            </li>
            <li>
              <span className="three">2</span>
              <div>
                <b>Design a trial of your own</b>
                <p>
                  Keys are read from the environment; the screen names the variable each provider needs. They never
                  reach the database, a log or a report.
                </p>
              </div>
              <Link to="/trials/new" className={buttonClass('line')}>
                New trial
              </Link>
            </li>
          </ol>
          {practice.isError && (
            <Note look="bad">The practice trial did not start. {readFailure(practice.error).message}</Note>
          )}
          <p className={`small three ${styles['fine']}`}>
            No account, no telemetry. Everything stays in one folder you can copy.
          </p>
        </div>
        <PracticeWall />
      </div>
    </Screen>
  )
}
