"""Where registration is built and joined."""

from pathlib import Path

from fastapi import APIRouter, FastAPI

from services.registration.gateways import BadgeSigner, PackagedConventions
from services.registration.gateways.badge_photos import BadgePhotos
from services.registration.gateways.codes import PictureCodes
from services.registration.gateways.press import BadgePress
from services.registration.gateways.sheets import SheetReader
from services.registration.gateways.texts import PdfTexts
from services.registration.handlers.badge_press_room import PressRoom
from services.registration.handlers.badge_printing import BadgePrinter
from services.registration.handlers.intake import Intake
from services.registration.handlers.own_export import OwnExport
from services.registration.pages import Meetings, Room, page_routes
from services.registration.pages.badges_joined import badge_pages
from services.registration.pages.doors import door_pages
from services.registration.pages.papers import LetterPress, Press, paper_pages
from services.registration.pages.personal_pages import personal_pages
from services.registration.pages.personal_room import PersonalRoom
from services.registration.pages.portal_joined import portal_pages
from services.registration.pages.press_joined import press_pages
from services.registration.pages.review_joined import review_pages
from services.registration.pages.seating import seating_pages
from services.registration.ports import RegistrationUnit
from services.registration.ports.doorkeeping import Doorkeeping
from services.registration.ports.portal import Portal
from services.registration.routes import badge_routes, routes
from services.registration.routes.doors import door_routes
from services.registration.routes.media import media_routes
from services.registration.routes.papers import Papers, paper_routes
from services.registration.routes.personal import personal_routes
from services.registration.routes.portal import portal_routes
from services.registration.routes.review import review_routes
from services.registration.routes.seating import seating_routes
from services.registration.settings import Settings
from services.registration.store import KEPT, RegistrationViews
from services.registration.store.badges import BadgesInMongo
from services.registration.store.door_list import StoredDoorLists
from services.registration.store.doors import StoredDoors
from services.registration.store.doors_now import StoredDoorsNow
from services.registration.store.everything import EverythingInMongo
from services.registration.store.imports import StoredImports
from services.registration.store.letters import StoredLetters
from services.registration.store.media import MediaReader
from services.registration.store.notes import StoredNotes
from services.registration.store.papers import StoredPapers
from services.registration.store.personal import PersonalInMongo
from services.registration.store.review import ReviewReader
from services.registration.store.seating import seating_views
from services.registration.subscribers import HEARS
from shared.documents import Typesetter
from shared.identity import PUBLIC, permit
from shared.identity.link_pages import link_routes
from shared.pages import house_routes
from shared.settings import ServiceSettings
from shared.states import read_states
from shared.web import House, Service, make_app

SERVICE = Service(
    name="registration",
    title="Registration: meetings, delegations, participants",
    kept=KEPT,
    hears=HEARS,
    templates=Path(__file__).parent / "templates",
    static=Path(__file__).parent / "static",
)


def create() -> FastAPI:
    """Return the app of registration, from its environment."""
    return make_app(SERVICE, Settings(), build)


def build(house: House[RegistrationUnit]) -> list[APIRouter]:
    """Return what registration serves."""
    views = RegistrationViews(house.database)
    conventions = _conventions(house.settings)
    badges = _badges(house, conventions)
    press_room = PressRoom(house.units, views, badges, house.files)
    house.duties.append(press_room.lead)
    seating = seating_views(house.database)
    intake = Intake(house.units, house.files, views, PdfTexts())
    room = Room(house.pages, house.units, views, conventions, house.clock, house.timeline, badges, intake, seating)
    review, media = ReviewReader(house.database, views.figures), MediaReader(house.database)
    return [
        routes(house.units, views, conventions, intake=intake),
        seating_routes(house.units, seating),
        *_personal(house, room),
        badge_routes(house.units, badges, press_room),
        badge_pages(room, press_room),
        page_routes(room),
        *_portal(house, room),
        *_papers(house, room),
        *_doors(house, room),
        seating_pages(room),
        review_routes(house.units, review),
        review_pages(room, review),
        media_routes(house.units, media, intake),
        press_pages(room, media),
        link_routes(house.units, house.identity, service="registration"),
        house_routes(house.pages, Meetings(views, conventions), dependencies=[permit(PUBLIC)], clock=house.clock),
    ]


def _personal(house: House[RegistrationUnit], room: Room) -> list[APIRouter]:
    views = PersonalInMongo(house.database)
    export = OwnExport(house.units, house.files, room.views, EverythingInMongo(house.database, KEPT))
    pages = personal_pages(PersonalRoom(room, views, export))
    return [personal_routes(house.units, views, room.intake, export=export), pages]


def _badges(house: House[RegistrationUnit], conventions: PackagedConventions) -> BadgePrinter:
    return BadgePrinter(
        views=BadgesInMongo(house.database),
        signer=BadgeSigner.from_secrets(_badge_secrets(house.settings)),
        press=BadgePress(),
        photos=BadgePhotos(house.units, house.files),
        conventions=conventions,
    )


def _doors(house: House[RegistrationUnit], room: Room) -> list[APIRouter]:
    doors = Doorkeeping(
        views=StoredDoors(house.database),
        lists=StoredDoorLists(house.database),
        now=StoredDoorsNow(house.database),
        codes=PictureCodes(),
        signer=room.badges.signer,
        photos=room.badges.photos,
    )
    return [
        door_routes(house.units, doors, identity=house.identity, clock=house.clock),
        door_pages(room, doors, house.identity),
    ]


def _portal(house: House[RegistrationUnit], room: Room) -> list[APIRouter]:
    portal = Portal(StoredImports(house.database), SheetReader(), StoredNotes(house.database))
    return [portal_routes(room.intake, portal), portal_pages(room, portal)]


def _papers(house: House[RegistrationUnit], room: Room) -> list[APIRouter]:
    papers, states = StoredPapers(house.database), read_states()
    press = Press(room, papers, states, Typesetter())
    letters = LetterPress(press, StoredLetters(house.database), PictureCodes(), house.settings.public_url)
    made = Papers(papers, states, letters.letters, letters)
    return [paper_pages(letters), paper_routes(house.units, room.views, made)]


def _conventions(settings: ServiceSettings) -> PackagedConventions:
    more = settings.conventions if isinstance(settings, Settings) else None
    return PackagedConventions.read(more, mail=settings.mail_from)


def _badge_secrets(settings: ServiceSettings) -> str:
    own = settings.badge_secret if isinstance(settings, Settings) else ""
    return own or settings.session_secret
