"""The pages behind the customers' links and the webhooks of the channels: a starlette app, served by uvicorn."""
