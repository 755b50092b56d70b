"""The demonstration in Spanish: what belongs to the businesses of ``data/es``."""

from __future__ import annotations

from frontdesk.desk.demo_words import AskedWords, Profile, Words

WOMEN = """
Aitana Alba Alejandra Alicia Amparo Ana Andrea Ángela Beatriz Belén Blanca Candela Carla Carlota Carmen Carolina
Celia Clara Claudia Cristina Daniela Elena Emma Esther Eva Fátima Gloria Inés Irene Isabel Jimena Julia Laia Laura
Leire Lidia Lola Lorena Lucía Luisa Mar María Marina Marta Mercedes Mireia Mónica Nerea Noa Noelia Nuria Olga
Paloma Patricia Paula Pilar Raquel Rocío Rosa Sandra Sara Silvia Sofía Sonia Susana Teresa Valeria Vega Verónica
Virginia Ximena Yolanda Zoe
"""
MEN = """
Adrián Alberto Alejandro Ángel Antonio Carlos Daniel David Diego Emilio Enrique Fernando Francisco Gabriel Gonzalo
Guillermo Héctor Hugo Ignacio Iván Jaime Javier Jorge José Juan Julio Leo Lucas Luis Manuel Marcos Mario Martín
Mateo Miguel Nicolás Óscar Pablo Pedro Rafael Raúl Roberto Rubén Salvador Samuel Sergio Tomás Vicente Víctor
"""
SURNAMES = """
Aguilar Alonso Álvarez Arias Benítez Blanco Blázquez Bravo Caballero Cabrera Calvo Campos Cano Carrasco Castillo
Castro Cortés Crespo Cruz Delgado Díaz Díez Domínguez Durán Esteban Fernández Ferrer Flores Fuentes Gallardo
Gallego García Garrido Gil Giménez Gómez González Guerrero Gutiérrez Hernández Herrera Herrero Hidalgo Ibáñez
Iglesias Jiménez León López Lorenzo Lozano Marín Márquez Martín Martínez Medina Méndez Mendoza Molina Montero Mora
Morales Moreno Moya Muñoz Navarro Nieto Núñez Ortega Ortiz Parra Pascual Pastor Peña Pérez Prieto Ramírez Ramos Rey
Reyes Rivera Rodríguez Rojas Román Romero Rubio Ruiz Sáez Sánchez Santana Santiago Santos Sanz Serrano Soler Soto
Suárez Torres Vargas Vázquez Vega Velasco Vicente Vidal Villa
"""

COMMON_NOTES = ("Prefiere los avisos por WhatsApp", "Suele llegar diez minutos tarde", "Paga siempre en efectivo")

PROFILES = {
    "salon": Profile(
        people=330,
        women=0.72,
        for_women=("Color", "Mechas", "Novia", "Peinado", "Manicura", "Manicura semipermanente"),
        for_men=("Corte caballero", "Arreglo de barba"),
        tags=(("VIP", 0.06), ("recomendación", 0.1), ("estudiante", 0.08)),
        notes=(
            *COMMON_NOTES,
            "Alergia al amoniaco: usar tinte sin",
            "Tinte 7.1 con 20 vol.",
            "Cuero cabelludo sensible",
        ),
        internal=("Reclamó por el color en verano; se le repitió gratis", "No dar cita con menos de una hora"),
        wishes=("Trae foto", "Quiere cambiar de estilo", "Viene con la niña", "Tiene boda el sábado", ""),
        preferences=(
            ("bebida", ("café con leche", "té", "agua")),
            ("revista", ("ninguna", "moda")),
            ("silencio", ("sí",)),
        ),
        meeting="Reunión de equipo",
        favourites={
            "Corte": 3.0,
            "Corte caballero": 3.0,
            "Peinado": 1.6,
            "Manicura": 1.4,
            "Novia": 0.03,
            "Mechas": 0.6,
        },
    ),
    "studio": Profile(
        people=240,
        women=0.74,
        for_women=("Pilates embarazo",),
        tags=(("pilates", 0.4), ("mañana", 0.3), ("tarde", 0.3), ("yoga", 0.35), ("mayores", 0.1)),
        notes=(
            *COMMON_NOTES,
            "Lesión de hombro derecho",
            "Operación de rodilla en 2024",
            "Hernia lumbar: nada de torsiones",
        ),
        internal=("Debe el bono de septiembre", "Pidió la devolución; ya está hablado"),
        wishes=("Primera clase", "Necesita esterilla", "Llega del trabajo con el tiempo justo", ""),
        preferences=(("sitio", ("junto a la ventana", "al fondo")), ("esterilla", ("propia", "del centro"))),
        meeting="Reunión de profesores",
        favourites={"Fisio": 1.5},
    ),
    "clinic": Profile(
        people=420,
        tags=(("mutua", 0.35), ("privado", 0.5), ("deportista", 0.12)),
        notes=(*COMMON_NOTES, "Alergia a la penicilina", "Marcapasos: nada de láser", "Viene en silla de ruedas"),
        internal=("Factura de octubre devuelta por la mutua",),
        wishes=("Trae pruebas", "Viene con su hija", "Dolor lumbar desde hace un mes", "Ayunas", ""),
        preferences=(("aviso", ("SMS", "llamada")), ("idioma", ("español", "inglés"))),
        meeting="Sesión clínica",
        favourites={"Revisión": 2.5, "Fisioterapia": 3.0, "Extracción de sangre": 2.0, "Infiltración ecoguiada": 0.3},
    ),
    "restaurant": Profile(
        people=560,
        tags=(("habitual", 0.12), ("prensa", 0.02), ("empresa", 0.1)),
        notes=(
            "Celiaquía",
            "Alergia a los frutos secos",
            "Le gusta la mesa de la ventana",
            "Siempre pide trona",
            "No come carne",
        ),
        internal=("Dejó una cuenta sin pagar en mayo; ya está resuelta",),
        wishes=("Trona", "Cumpleaños", "Celiaquía en la mesa", "Mesa tranquila", "Vienen con perro", "Aniversario", ""),
        preferences=(("mesa", ("ventana", "terraza", "rincón")), ("vino", ("tinto", "blanco", "sin alcohol"))),
        meeting="Reunión de sala",
        meeting_at=12 * 60,
        hours={
            "Comida": ((13 * 60 + 15, 15 * 60 + 15),),
            "Comida de grupo": ((13 * 60 + 30, 14 * 60 + 30),),
            "Cena": ((20 * 60 + 15, 22 * 60 + 15),),
            "Menú degustación": ((13 * 60 + 30, 14 * 60 + 15), (20 * 60 + 30, 21 * 60 + 15)),
        },
        favourites={"Comida": 4.0, "Cena": 5.0, "Menú degustación": 0.7, "Comida de grupo": 0.12},
        parties=(4, 45, 14, 20, 6, 6, 2, 2, 1, 1),
        lively=31.0,
    ),
    "hotel": Profile(
        people=380,
        tags=(("habitual", 0.1), ("empresa", 0.15), ("familia", 0.15)),
        notes=(
            "Pide planta alta",
            "Alergia a las plumas: almohada sintética",
            "Llega siempre de madrugada",
            "Factura a empresa",
        ),
        internal=("La última vez se quejó del ruido; dar habitación interior",),
        wishes=("Cuna", "Llegan tarde", "Cama de matrimonio", "Aniversario", "Factura a empresa", ""),
        preferences=(("almohada", ("dura", "blanda")), ("desayuno", ("temprano", "sin gluten"))),
        meeting="Reunión de planta",
        meeting_at=9 * 60 + 30,
        parties=(25, 60, 10, 5),
    ),
}

SPANISH = Words(
    language="es",
    foreign="en",
    women=tuple(WOMEN.split()),
    men=tuple(MEN.split()),
    surnames=tuple(SURNAMES.split()),
    surnames_each=2,
    first_phone=34_799_100_000,
    desk="recepción",
    customer_reasons=(
        "Le ha surgido un imprevisto",
        "Enfermedad",
        "No puede salir del trabajo",
        "Viaje",
        "Cambio de planes",
        "",
    ),
    business_reasons=("Baja de última hora", "Avería", "Corte de agua"),
    methods=("tarjeta", "tarjeta", "tarjeta", "efectivo", "efectivo", "bizum"),
    deposit="tarjeta",
    absences=("Baja por enfermedad", "Vacaciones", "Asuntos propios", "Médico"),
    private=("Médico", "Tutoría del colegio", "Gestión en el banco", "Curso"),
    reminders=(
        "Llamar al proveedor",
        "Revisar el extintor",
        "Pedir cambio al banco",
        "Enviar las facturas a la gestoría",
    ),
    birthday="Cumpleaños de {name}",
    inquiry_subject="Consulta",
    inquiries=(
        AskedWords(
            stage="new",
            source="phone",
            hours=2,
            asked="Llama por «{service}» para el {day}. Prefiere que le contestemos por correo.",
        ),
        AskedWords(
            stage="new",
            source="email",
            hours=0.7,
            asked="Buenos días:\n\n¿Qué precio tiene «{service}»? Me vendría bien el {day}.\n\nGracias.",
        ),
        AskedWords(
            stage="answered",
            source="phone",
            hours=26,
            party=2,
            asked="Pregunta si el {day} puede ser «{service}» para dos personas.",
            answer="Hola, {first}:\n\nSí, el {day} tenemos sitio para las dos. ¿Os lo guardamos?\n\nUn saludo",
        ),
        AskedWords(
            stage="answered",
            source="email",
            hours=30,
            asked="Hola, ¿os queda algo para «{service}» el {day}?",
            answer="Hola, {first}:\n\nEl {day} lo tenemos libre. ¿Te va bien?\n\nUn saludo",
            reply="Sí, me va bien. ¿Hay que dejar señal?",
        ),
        AskedWords(
            stage="quoted",
            source="form",
            hours=20,
            party=4,
            quoted=True,
            asked="Somos un grupo de cuatro y queremos «{service}» el {day}. ¿Nos hacéis un presupuesto?",
            answer="Hola, {first}:\n\nTe adjuntamos el presupuesto para el {day}. Cualquier duda, aquí estamos.\n\nUn saludo",
        ),
        AskedWords(
            stage="confirmed",
            source="email",
            hours=50,
            party=2,
            quoted=True,
            asked="Buenas tardes:\n\nQuería regalar «{service}» el {day}. ¿Cuánto sería para dos?",
            answer="Hola, {first}:\n\nTe adjuntamos el presupuesto. Si te encaja, te lo reservamos.\n\nUn saludo",
            reply="Perfecto, nos lo quedamos. Reservadlo, por favor.",
        ),
        AskedWords(stage="booked", source="phone", hours=0, asked="Pregunta por «{service}» para el {day}."),
        AskedWords(
            stage="lost",
            source="email",
            hours=120,
            asked="Hola, ¿hacéis descuento en «{service}» si somos varios?",
            answer="Hola, {first}:\n\nLo sentimos, los precios son los de la carta. ¿Os guardamos sitio?\n\nUn saludo",
            reason="Buscaba otro precio",
        ),
    ),
    profiles=PROFILES,
)
