# An image with its own environment: the locked requirements, then linkwright itself.
FROM python:3.12-slim
WORKDIR /opt/linkwright
COPY requirements/run.txt requirements/run.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY . .
RUN pip install --no-cache-dir --no-deps --no-build-isolation . \
    && useradd --system --home-dir /data linkwright && install -d -o linkwright /data
USER linkwright
EXPOSE 8000
