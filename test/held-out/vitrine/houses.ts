import type { Call, Route } from './door.ts'
import { readingOf } from './read-body.ts'
import { sheetOf } from './sheets.ts'
import { type House, type VitrineState, shown } from './state.ts'
import { unheardOf } from './trouble.ts'

export function houseRoutes(state: VitrineState): Route[] {
  const house = (no: string | undefined): House => {
    const there = state.houses.get(Number(no))
    if (!there) throw unheardOf('house', no ?? '')
    return there
  }
  return [
    {
      method: 'GET',
      path: '/houses',
      right: 'houses.read',
      answer: (call) => Response.json(sheetOf([...state.houses.values()].map(shown), call)),
    },
    {
      method: 'POST',
      path: '/houses',
      right: 'houses.write',
      answer({ body }) {
        const fresh = { houseNo: state.nextHouseNo(), ...houseIn(body) }
        state.houses.set(fresh.houseNo, fresh)
        return Response.json(shown(fresh), { status: 201, headers: { location: `/lend/2/houses/${fresh.houseNo}` } })
      },
    },
    {
      method: 'GET',
      path: '/houses/{houseNo}',
      right: 'houses.read',
      answer: ({ named }) => Response.json(shown(house(named['houseNo']))),
    },
    {
      method: 'PUT',
      path: '/houses/{houseNo}',
      right: 'houses.write',
      answer: ({ named, body }) => Response.json(shown(Object.assign(house(named['houseNo']), houseIn(body)))),
    },
  ]
}

/** A whole house: nothing of the old one is kept. */
function houseIn(body: Call['body']): Omit<House, 'houseNo'> {
  const read = readingOf(body)
  const mail = read.words('desk.mail')
  if (mail !== '' && !/^[^\s@]+@[^\s@]+$/.test(mail)) read.wrong('desk.mail', 'desk.mail must be an e-mail address.')
  const land = read.words('seat.land')
  if (land !== '' && !/^[A-Z]{2}$/.test(land)) read.wrong('seat.land', 'seat.land must be two capital letters.')
  const house = {
    title: read.words('title').trim(),
    seat: { street: read.words('seat.street'), town: read.words('seat.town'), land },
    desk: { person: read.words('desk.person'), mail: mail.toLowerCase() },
    trusted: read.valueAt('trusted') !== undefined && read.yesNo('trusted'),
    touched: new Date().toISOString(),
  }
  read.settle()
  return house
}
